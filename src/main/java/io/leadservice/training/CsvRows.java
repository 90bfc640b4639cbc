package io.leadservice.training;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rows of cells one by one; a cell in quotes may hold separators, line ends and doubled quotes. */
final class CsvRows {

    private static final int END = -1;

    private final Reader reader;
    private final char separator;
    private int next = Integer.MIN_VALUE;
    private int line;

    CsvRows(Reader reader, char separator) {
        this.reader = reader;
        this.separator = separator;
    }

    /** The number of the row read last, from 1. */
    int line() {
        return line;
    }

    /** The next row that is not empty; nothing at the end. */
    Optional<List<String>> next() throws IOException {
        while (peek() == '\n' || peek() == '\r') {
            take();
        }
        if (peek() == END) {
            return Optional.empty();
        }
        line++;
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (peek() == separator) {
            take();
            cells.add(cell());
        }
        return Optional.of(cells);
    }

    private String cell() throws IOException {
        StringBuilder cell = new StringBuilder();
        if (peek() == '"') {
            take();
            quoted(cell);
        }
        while (peek() != separator && peek() != '\n' && peek() != '\r' && peek() != END) {
            cell.append((char) take());
        }
        return cell.toString();
    }

    private void quoted(StringBuilder cell) throws IOException {
        while (true) {
            int letter = take();
            if (letter == END) {
                throw new IllegalArgumentException("line " + line + " has a quote without an end");
            }
            if (letter == '"') {
                if (peek() != '"') {
                    return;
                }
                take();
            }
            cell.append((char) letter);
        }
    }

    private int peek() throws IOException {
        if (next == Integer.MIN_VALUE) {
            next = reader.read();
        }
        return next;
    }

    private int take() throws IOException {
        int taken = peek();
        next = Integer.MIN_VALUE;
        return taken;
    }
}
