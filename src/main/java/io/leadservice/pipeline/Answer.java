package io.leadservice.pipeline;

import io.leadservice.lead.Bytes;
import java.util.Map;

/**
 * An answer of the edge as it is sent. What is in it is the edge's own matter: the others keep it and give it back.
 *
 * @param status the status code
 * @param headers those that belong to the answer, not to the request
 * @param body the bytes; holds no personal data
 */
public record Answer(int status, Map<String, String> headers, Bytes body) {
    public Answer {
        headers = Map.copyOf(headers);
    }
}
