package io.leadservice.embedded;

/** Hears of what is changed in the store, while it is changed. Thread-safe. */
interface Changes {

    /** For whoever has the store committed by himself. */
    Changes NOT_HEARD = new Changes() {
        @Override
        public void put(String map, Object id, byte[] bson) {}

        @Override
        public void removed(String map, Object id) {}

        @Override
        public void other() {}
    };

    /** A document was put into a map; of one document the last that is heard holds. */
    void put(String map, Object id, byte[] bson);

    /** A document was taken out of a map. */
    void removed(String map, Object id);

    /** Something else was changed: collections, or indexes that the library keeps. */
    void other();
}
