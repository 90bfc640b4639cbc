package io.leadservice.torture;

import io.leadservice.torture.Ledger.Answer;
import io.leadservice.torture.Ledger.Sent;
import io.leadservice.torture.Observation.Resent;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;

/** Sends acknowledged leads once more, as a gateway does that lost the answer. */
final class Resending {

    /** More than the busy moments of a system that nothing is wrong with. */
    private static final int ATTEMPTS = 10;

    private static final int SERVER_ERROR = 500;

    private final LoadClient client;
    private final Random random;

    Resending(LoadClient client, long seed) {
        this.client = client;
        this.random = new Random(seed);
    }

    /** Sends a sample one after the other. */
    List<Resent> of(List<Sent> all, int most) {
        List<Payload> acknowledged = new ArrayList<>(all.stream()
                .filter(sent -> sent.answer() instanceof Answer.Acknowledged)
                .map(Sent::payload)
                .toList());
        Collections.shuffle(acknowledged, random);
        return acknowledged.stream().limit(most).map(this::again).toList();
    }

    private Resent again(Payload payload) {
        String answer = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                HttpResponse<String> response =
                        client.post(payload, random.nextInt(Integer.MAX_VALUE)).join();
                int status = response.statusCode();
                if (status < SERVER_ERROR) {
                    boolean taken = status == 201 || status == 202;
                    return new Resent(payload.marker(), taken ? LoadClient.leadId(response) : "status " + status);
                }
                answer = "status " + status;
            } catch (CompletionException e) {
                answer = "no answer";
            }
        }
        return new Resent(payload.marker(), answer);
    }
}
