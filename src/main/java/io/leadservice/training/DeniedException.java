package io.leadservice.training;

import java.util.Map;

/** A column is on the deny-list: nothing is trained. */
public final class DeniedException extends Exception {

    private static final long serialVersionUID = 1L;

    DeniedException(Map<String, String> reasons) {
        super("no model may read " + reasons);
    }
}
