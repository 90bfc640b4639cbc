package io.leadservice.torture;

/** The ways in which the service can break its word. */
enum Miss {
    LOST("acknowledged and not stored"),
    MOVED("stored under another id than acknowledged"),
    DOUBLED("sent once and stored more than once"),
    FOREIGN("stored and sent by nobody"),
    UNDECRYPTABLE("stored and not decryptable"),
    CHANGED("stored otherwise than sent"),
    UNCLAIMED("stored without its claims on the person"),
    ORPHANED("answered by a key, but not stored"),
    UNPUBLISHED("stored and never published"),
    RENAMED("published under more than one event id"),
    UNKNOWN("published and not stored"),
    PENDING("still in the outbox"),
    BURIED("put aside as dead letters"),
    REPEATED("not the same answer when sent again"),
    REFUSED("refused though valid"),
    UNANSWERED("without an answer after all was healed"),
    UNSETTLED("not at rest in time"),
    SLOW("attempts that failed 15 s after a kill"),
    BROKEN("errors in a rolling restart"),
    TROUBLE("faults that did not heal, or stops that were not clean");

    private final String meaning;

    Miss(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }
}
