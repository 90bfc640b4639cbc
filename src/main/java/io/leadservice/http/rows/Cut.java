package io.leadservice.http.rows;

import io.leadservice.lead.Bytes;

/** What a batch holds next. */
public sealed interface Cut {

    /** A row as it was sent, which may be anything: whoever reads it judges it. */
    record Row(Bytes content) implements Cut {}

    /** A row that is longer than a row may be; its bytes were thrown away. */
    record TooLong() implements Cut {}

    /**
     * Here the batch stops being one: what follows cannot be told apart.
     *
     * @param position of the byte, from 1 on
     * @param expected what should have been there; holds nothing that was sent
     */
    record Broken(long position, String expected) implements Cut {}
}
