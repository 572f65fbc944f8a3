//! Row files as Parquet, one row a row: the keys of an observation are columns, its cues a column of JSON text; articles,
//! rejected records and sources keep all they hold as JSON text in the column `details`.

use super::super::message::Failure;
use super::super::output::OutputFile;
use super::{Line, LineSink, json};
use crate::error::Fault;
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::schema::parser::parse_message_type;
use serde_json::{Map, Value};
use std::fs::File;
use std::io;
use std::sync::Arc;

/// Rows of a row group: enough to compress well, few enough to hold in memory.
const GROUP: usize = 20_000;

/// How the values of a column are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Whole,
    Decimal,
    Json,
}

/// All columns, in their order.
const COLUMNS: [(&str, Form); 18] = [
    ("record", Form::Text),
    ("article", Form::Text),
    ("outlet", Form::Text),
    ("date", Form::Text),
    ("actor", Form::Text),
    ("mention", Form::Text),
    ("part", Form::Text),
    ("start", Form::Whole),
    ("end", Form::Whole),
    ("found", Form::Text),
    ("sentence", Form::Text),
    ("sentence_start", Form::Whole),
    ("voice", Form::Text),
    ("holder", Form::Text),
    ("score", Form::Decimal),
    ("cues", Form::Json),
    ("source", Form::Text),
    ("details", Form::Json),
];

fn schema() -> String {
    let columns: String = COLUMNS
        .iter()
        .map(|(name, form)| match form {
            Form::Text => format!("optional binary {name} (UTF8); "),
            Form::Json => format!("optional binary {name} (JSON); "),
            Form::Whole => format!("optional int64 {name}; "),
            Form::Decimal => format!("optional double {name}; "),
        })
        .collect();
    format!("message rows {{ {columns}}}")
}

/// A Parquet row file under way.
pub struct Rows {
    writer: SerializedFileWriter<OutputFile>,
    buffer: Vec<Map<String, Value>>,
}

fn other(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(inner) => io::Error::other(inner),
        },
        error => io::Error::other(error),
    }
}

impl Rows {
    /// Begins a file.
    pub fn new(file: OutputFile) -> io::Result<Self> {
        let schema = Arc::new(parse_message_type(&schema()).map_err(other)?);
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).map_err(other)?))
            .set_created_by(concat!("parallaxe version ", env!("CARGO_PKG_VERSION")).to_string())
            .build();
        let writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).map_err(other)?;
        Ok(Self { writer, buffer: Vec::new() })
    }

    /// Adds a line.
    pub fn write(&mut self, line: &Line) -> io::Result<()> {
        self.buffer.push(flatten(line)?);
        if self.buffer.len() >= GROUP { self.flush() } else { Ok(()) }
    }

    /// Ends the file.
    pub fn finish(mut self) -> io::Result<OutputFile> {
        self.flush()?;
        self.writer.into_inner().map_err(other)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let mut group = self.writer.next_row_group().map_err(other)?;
        for (name, _) in COLUMNS {
            if let Some(mut column) = group.next_column().map_err(other)? {
                put(column.untyped(), name, &self.buffer).map_err(other)?;
                column.close().map_err(other)?;
            }
        }
        group.close().map_err(other)?;
        self.buffer.clear();
        Ok(())
    }
}

/// Writes one column of a row group.
fn put(column: &mut ColumnWriter, name: &str, rows: &[Map<String, Value>]) -> Result<(), ParquetError> {
    let cells: Vec<&Value> = rows.iter().map(|row| row.get(name).unwrap_or(&Value::Null)).collect();
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(!cell.is_null())).collect();
    match column {
        ColumnWriter::Int64ColumnWriter(writer) => {
            let values: Vec<i64> = cells.iter().filter_map(|cell| cell.as_i64()).collect();
            writer.write_batch(&values, Some(&levels), None)?;
        }
        ColumnWriter::DoubleColumnWriter(writer) => {
            let values: Vec<f64> = cells.iter().filter_map(|cell| cell.as_f64()).collect();
            writer.write_batch(&values, Some(&levels), None)?;
        }
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            let values: Vec<ByteArray> = cells.iter().filter_map(|cell| cell.as_str()).map(ByteArray::from).collect();
            writer.write_batch(&values, Some(&levels), None)?;
        }
        _ => return Err(ParquetError::General(format!("column {name} has another type"))),
    }
    Ok(())
}

/// A line as the cells of its row; JSON columns hold text.
fn flatten(line: &Line) -> io::Result<Map<String, Value>> {
    let mut text = Vec::new();
    json::write(line, &mut text)?;
    let whole: Map<String, Value> = serde_json::from_slice(&text)?;
    let text = String::from_utf8_lossy(&text).trim_end().to_string();
    let record = whole.get("record").cloned().unwrap_or_default();
    if record == "observation" {
        let cell = |(key, value): (String, Value)| {
            if value.is_array() { (key, value.to_string().into()) } else { (key, value) }
        };
        return Ok(whole.into_iter().map(cell).collect());
    }
    let inner = |key: &str| whole.get(key).and_then(|fact| fact.get("value")).cloned().unwrap_or_default();
    let source = whole.get("place").and_then(|place| place.get("source")).or(whole.get("source")).cloned();
    let cells = [
        ("record", record),
        ("article", whole.get("article").cloned().unwrap_or_default()),
        ("outlet", inner("outlet")),
        ("date", inner("date")),
        ("source", source.unwrap_or_default()),
        ("details", text.into()),
    ];
    Ok(cells.into_iter().map(|(key, value)| (key.to_string(), value)).collect())
}

/// Reads all rows.
pub fn read(name: &str, file: File, sink: LineSink) -> Result<(), Failure> {
    let fault = |problem: String| {
        let remedy = "give row files as “parallaxe score” wrote them; score again when the file was cut off";
        Fault::new(name, problem).remedy(remedy)
    };
    let broken = |error: ParquetError| fault(format!("is no readable Parquet file: {error}"));
    let reader = SerializedFileReader::new(file).map_err(broken)?;
    for (index, row) in reader.get_row_iter(None).map_err(broken)?.enumerate() {
        let text = restore(row.map_err(broken)?.into_columns());
        let line = json::parse(text.as_bytes()).map_err(|error| {
            let message = error.to_string();
            fault(format!(
                "row {} is no row of parallaxe: {}",
                index + 1,
                message.split(" at line ").next().unwrap_or_default()
            ))
        })?;
        sink(line)?;
    }
    Ok(())
}

/// The JSON text of a row.
fn restore(columns: Vec<(String, Field)>) -> String {
    let mut cells = Map::new();
    for (name, field) in columns {
        let form = COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, form)| *form);
        match (form, field) {
            (_, Field::Str(text)) if name == "details" => return text,
            (Some(Form::Json), Field::Str(text)) => {
                cells.insert(name, serde_json::from_str(&text).unwrap_or(Value::String(text)));
            }
            (Some(_), Field::Str(text)) => {
                cells.insert(name, text.into());
            }
            (Some(Form::Whole), Field::Long(number)) => {
                cells.insert(name, number.into());
            }
            (Some(Form::Decimal), Field::Double(number)) => {
                cells.insert(name, number.into());
            }
            _ => {}
        }
    }
    Value::Object(cells).to_string()
}
