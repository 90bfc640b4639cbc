package io.leadservice.pipeline;

import io.leadservice.lead.Bytes;

/**
 * Asks persistence to keep the data key of a submission that goes to the dead letters, so that it ends with the person's
 * erasure; the reply is the key that is kept, which is another one if the lead's submission went there before.
 *
 * @param leadId of the submission
 * @param wrappedKey its data key under the service's key
 * @param person canonical e-mail, phone in E.164, as far as the submission tells them; may have neither
 */
public record KeepLetterKey(String leadId, Bytes wrappedKey, Person person) {}
