//! Parquet, row group by row group; only the columns that are known are decoded.

use super::super::fields::{Field as Known, Mapping, Values};
use super::super::reading::{LARGEST_UNIT, Raw, Unit};
use super::input::{ALWAYS, Input, RATIO};
use super::pages::Checked;
use super::{Job, Stop, guarded};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::{Type, TypePtr};
use std::fs::File;
use std::sync::Arc;

pub(super) fn read(input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let name = input.name.clone();
    let file = input.seekable()?;
    let most = ALWAYS + RATIO.saturating_mul(file.metadata().map_or(0, |data| data.len()));
    let broken = |error: parquet::errors::ParquetError| Stop::file(format!("not a readable Parquet file: {error}"));
    let reader = guarded(|| SerializedFileReader::new(file))?.map_err(broken)?;
    let schema = reader.metadata().file_metadata().schema_descr().root_schema_ptr();
    let names: Vec<&str> = schema.get_fields().iter().map(|field| field.name()).collect();
    job.columns(&name, &names)?;
    let wanted = projection(&schema, job.mapping);
    if !wanted.iter().any(|field| job.mapping.field(field.name()).is_some_and(|(known, _)| known == Known::Text)) {
        return Err(Stop::file(job.mapping.no_text(&names)));
    }
    let projected = Type::group_type_builder(schema.name()).with_fields(wanted).build().map_err(broken)?;
    let mut number = 0;
    for group in 0..reader.num_row_groups() {
        let columns = reader.metadata().row_group(group).columns().iter();
        let known = columns.filter(|column| {
            column.column_path().parts().first().is_some_and(|name| job.mapping.field(name).is_some())
        });
        if known.map(|column| u64::try_from(column.uncompressed_size()).unwrap_or(0)).fold(0, u64::saturating_add)
            > most
        {
            return Err(Stop::file(format!("expands to more than {RATIO} times its size")));
        }
        rows(&name, &reader, group, &projected, &mut number, job)?;
    }
    if number == 0 { Err(Stop::file("a table without rows")) } else { Ok(()) }
}

fn projection(schema: &TypePtr, mapping: Mapping<'_>) -> Vec<Arc<Type>> {
    schema.get_fields().iter().filter(|field| mapping.field(field.name()).is_some()).cloned().collect()
}

fn rows(
    name: &str,
    reader: &SerializedFileReader<File>,
    group: usize,
    projected: &Type,
    number: &mut u64,
    job: &mut Job<'_>,
) -> Result<(), Stop> {
    let first = *number + 1;
    let at = |number: u64, error: parquet::errors::ParquetError| {
        Stop::at(format!("row {number}"), format!("cannot be read: {error}"))
    };
    let group = Checked(guarded(|| reader.get_row_group(group))?.map_err(|error| at(first, error))?);
    let mut rows = guarded(|| group.get_row_iter(Some(projected.clone())))?.map_err(|error| at(first, error))?;
    while let Some(row) = guarded(|| rows.next())? {
        *number += 1;
        let row = row.map_err(|error| at(*number, error))?;
        let values = values(&row, job.mapping);
        if values.len() > LARGEST_UNIT {
            job.reject(name, format!("row {number}"), format!("a row of more than {} MB", LARGEST_UNIT >> 20))?;
        } else {
            job.unit(Unit::numbered(name, "row", *number, Raw::Values(values)))?;
        }
    }
    Ok(())
}

fn values(row: &Row, mapping: Mapping<'_>) -> Values<'static> {
    let mut values = Values::default();
    for (name, field) in row.get_column_iter() {
        if let (Some(known), Some(text)) = (mapping.field(name), text(field)) {
            values.push(known, text);
        }
    }
    values
}

/// A cell as text: dates as they are written, lists of names joined, the name of an object.
fn text(field: &Field) -> Option<String> {
    match field {
        Field::Null | Field::Bool(_) => None,
        Field::Str(text) => Some(text.clone()),
        // Text columns without the mark that says so.
        Field::Bytes(bytes) => Some(super::encoding::decode(bytes.data(), None).0.into_owned()),
        Field::ListInternal(list) => {
            let parts: Vec<String> = list.elements().iter().filter_map(text).collect();
            let long = parts.iter().any(|part| part.len() > 60);
            (!parts.is_empty()).then(|| parts.join(if long { "\n\n" } else { ", " }))
        }
        Field::Group(group) => {
            let named = |(name, field): (&String, &Field)| {
                matches!(name.as_str(), "name" | "nom" | "title").then(|| text(field))
            };
            group.get_column_iter().find_map(named).flatten()
        }
        Field::MapInternal(_) => None,
        // Dates and times print themselves in ISO form, numbers as numbers.
        other => Some(other.to_string()),
    }
}
