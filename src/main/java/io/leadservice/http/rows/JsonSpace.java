package io.leadservice.http.rows;

/** White space as of RFC 8259. */
final class JsonSpace {

    private JsonSpace() {}

    static boolean is(byte value) {
        return value == ' ' || value == '\t' || value == '\n' || value == '\r';
    }
}
