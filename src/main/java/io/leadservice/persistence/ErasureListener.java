package io.leadservice.persistence;

/** Is told of each lead whose personal data were destroyed, on any thread. */
public interface ErasureListener {

    /** @param by the client that wanted it, or the part of the service that does so by itself */
    void erased(String leadId, String by);
}
