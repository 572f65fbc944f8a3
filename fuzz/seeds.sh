#!/bin/sh
# Fills fuzz/corpus/ with seeds: the awkward files, the demonstration corpus and the shipped tables.
# Run it in the folder of the project, before the first `cargo fuzz run`.
set -eu
out=fuzz/corpus

# seed TARGET FILE…: the files up to 64 KB, under names of their own
seed() {
    target=$out/$1
    shift
    mkdir -p "$target"
    for file in "$@"; do
        if [ -f "$file" ] && [ "$(wc -c < "$file")" -le 65536 ]; then
            cp "$file" "$target/$(printf %s "$file" | tr '/ ' '__')"
        fi
    done
}

# lines TARGET FILE: each of the first lines of a table below its header
lines() {
    target=$out/$1
    mkdir -p "$target"
    header=$(grep -v '^#' "$2" | head -1)
    grep -v '^#' "$2" | sed 1d | head -40 | while IFS= read -r row; do
        number=$((${number:-0} + 1))
        printf '%s\n%s\n' "$header" "$row" > "$target/$(basename "$2").$number"
    done
}

seed text tests/awkward/*/*.txt corpus/*/*.txt
seed analysis tests/awkward/*/*.txt corpus/*/*.txt
seed html tests/awkward/*/*.html fuzz/seeds/*.html
seed eureka fuzz/seeds/*.eureka.html
seed json tests/awkward/*/*.json fuzz/seeds/*.json
seed json_lines tests/awkward/*/*.jsonl corpus/*.jsonl
seed table tests/awkward/*/*.csv tests/awkward/*/*.tsv corpus/*.csv
seed parquet tests/awkward/*/*.parquet fuzz/seeds/*.parquet
seed feed tests/awkward/*/*.rss fuzz/seeds/*.rss fuzz/seeds/*.atom
seed xml tests/awkward/*/*.xml fuzz/seeds/*.xml
seed warc tests/awkward/*/*.warc fuzz/seeds/*.warc
seed archives tests/awkward/*/*.gz tests/awkward/*/*.zip tests/awkward/*/*.tar fuzz/seeds/*.zst fuzz/seeds/*.zip fuzz/seeds/*.tar
for table in lexicons/stance/*.tsv; do lines lexicon "$table"; done
for table in lexicons/actors/*.tsv; do lines actors "$table"; done

# Whatever failed once, for every target that has kept crashes.
for folder in tests/crashes/*/; do
    [ -d "$folder" ] && seed "$(basename "$folder")" "$folder"*
done
echo "seeds: $(find $out -type f | wc -l)"
