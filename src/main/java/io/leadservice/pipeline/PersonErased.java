package io.leadservice.pipeline;

/**
 * The person is erased and suppressed, and that is durable.
 *
 * @param leads how many leads of this person were erased so far, by this request and earlier ones
 * @param complete whether that is all; what is left is erased without being asked again
 */
public record PersonErased(long leads, boolean complete) {}
