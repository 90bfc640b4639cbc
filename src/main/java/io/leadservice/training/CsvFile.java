package io.leadservice.training;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Comma-separated values (RFC 4180) in UTF-8, plain or gzipped, with a header; another separator is found by itself.
 *
 * @param header the names of the columns
 * @param columns the cells by column, each as long as the file
 * @param sha256 of the file as it lies there, hexadecimal
 */
record CsvFile(List<String> header, List<List<String>> columns, String sha256) {

    private static final String SEPARATORS = ",;\t|";
    private static final int GZIP = 0x1f8b;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * Reads a file.
     *
     * @param separator what stands between cells; empty to find it in the header
     * @throws IllegalArgumentException naming the line if a row has another number of cells than the header
     */
    static CsvFile read(Path path, Optional<Character> separator) throws IOException {
        byte[] content = Files.readAllBytes(path);
        try (Reader reader = new BufferedReader(new InputStreamReader(plain(content), StandardCharsets.UTF_8))) {
            String first = firstLine(content);
            CsvRows rows = new CsvRows(reader, separator.orElseGet(() -> separatorOf(first)));
            List<String> header = rows.next().orElseThrow(() -> new IllegalArgumentException("the file is empty"));
            return new CsvFile(names(header), columns(rows, header.size()), Hashes.sha256(content));
        }
    }

    int rows() {
        return columns.isEmpty() ? 0 : columns.get(0).size();
    }

    /** The cells of a column. */
    List<String> column(String name) {
        int index = header.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("the file has no column " + name + ", but " + header);
        }
        return columns.get(index);
    }

    private static List<List<String>> columns(CsvRows rows, int width) throws IOException {
        List<List<String>> columns = new ArrayList<>();
        List<Map<String, String>> known = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            columns.add(new ArrayList<>());
            known.add(new HashMap<>());
        }
        for (Optional<List<String>> row = rows.next(); row.isPresent(); row = rows.next()) {
            List<String> cells = row.get();
            if (cells.size() != width) {
                throw new IllegalArgumentException(
                        "line " + rows.line() + " has " + cells.size() + " cells instead of " + width);
            }
            for (int i = 0; i < width; i++) {
                // one object for each different cell, since most of them repeat
                columns.get(i).add(known.get(i).computeIfAbsent(cells.get(i), cell -> cell));
            }
        }
        return columns;
    }

    private static List<String> names(List<String> header) {
        return header.stream()
                .map(name -> !name.isEmpty() && name.charAt(0) == BYTE_ORDER_MARK ? name.substring(1) : name)
                .map(String::strip)
                .toList();
    }

    private static char separatorOf(String header) {
        Stream<Character> separators = SEPARATORS.chars().mapToObj(symbol -> (char) symbol);
        return separators
                .max(Comparator.comparingLong(symbol ->
                        header.chars().filter(letter -> letter == symbol).count()))
                .orElse(',');
    }

    private static String firstLine(byte[] content) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(plain(content), StandardCharsets.UTF_8))) {
            return Optional.ofNullable(reader.readLine()).orElse("");
        }
    }

    private static InputStream plain(byte[] content) throws IOException {
        boolean zipped = content.length > 1 && ((content[0] & 0xff) << 8 | (content[1] & 0xff)) == GZIP;
        InputStream in = new ByteArrayInputStream(content);
        return new BufferedInputStream(zipped ? new GZIPInputStream(in) : in);
    }
}
