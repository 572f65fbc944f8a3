//! Long lists are stored as they lie in memory, so that they are read in one go and not number by number.

use bytemuck::Pod;
use serde::{Deserialize, Deserializer, Serializer};

pub(crate) fn serialize<T: Pod, S: Serializer>(list: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytemuck::cast_slice(list))
}

pub(crate) fn deserialize<'de, T: Pod, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let bytes = <&[u8]>::deserialize(deserializer)?;
    Ok(bytes.chunks_exact(size_of::<T>()).map(bytemuck::pod_read_unaligned).collect())
}
