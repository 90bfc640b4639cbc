package io.leadservice.persistence;

import io.leadservice.embedded.SharedBackEnds;

/** A database of one test's own on the server of the tests. */
final class OwnDatabase {

    private OwnDatabase() {}

    /** The same server with another database in the path. */
    static String named(String name) {
        return SharedBackEnds.addresses().mongodbUri().replaceFirst("(mongodb(?:\\+srv)?://[^/]+/)[^?]*", "$1" + name);
    }
}
