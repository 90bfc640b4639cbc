package io.leadservice.pipeline;

import io.leadservice.lead.Bytes;

/**
 * The data key under which the dead letters of a lead's submission are sealed.
 *
 * @param wrapped under the service's key
 */
public record LetterKey(Bytes wrapped) {}
