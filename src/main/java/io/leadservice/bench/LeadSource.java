package io.leadservice.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Leads of mixed verticals, each of a person of its own. They are written from ready-made bytes in which only the digits
 * that tell persons apart change, so that making one costs next to nothing. Not thread-safe.
 */
final class LeadSource {

    private static final String SAMPLES = "leads.ndjson";
    /** Stand in a sample for the person's number and for a telephone number. */
    private static final String NUMBER = "########";

    private static final String PHONE = "@@@@@@@@@@";
    /** Lines of several exchanges of Iowa: 319, an exchange from 230 on, a line. */
    private static final long FIRST_PHONE = 3_192_300_000L;

    private static final int REPEATED = 1_000;
    private static final int PERSONS = 7_000_000;

    private final List<Template> bodies = new ArrayList<>();
    private final List<Template> requests = new ArrayList<>();
    private final int repeats;
    private int next;

    /**
     * @param tokens of the clients that post in turn
     * @param keyed whether each has an idempotency key
     * @param repeats how often each person comes in all; between two times come a thousand others
     */
    LeadSource(String host, List<String> tokens, boolean keyed, int repeats) {
        this.repeats = repeats;
        List<String> samples = samples();
        samples.forEach(sample -> bodies.add(new Template(sample)));
        for (int i = 0; i < samples.size() * tokens.size(); i++) {
            String body = samples.get(i % samples.size());
            requests.add(new Template("POST /api/v1/leads HTTP/1.1\r\nHost: " + host
                    + "\r\nAuthorization: Bearer " + tokens.get(i / samples.size())
                    + "\r\nContent-Type: application/json\r\n"
                    + (keyed ? "Idempotency-Key: bench-" + NUMBER + "\r\n" : "")
                    + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body));
        }
    }

    /** A whole HTTP request with the next lead. */
    byte[] request() {
        return next(requests);
    }

    /** The next lead alone. */
    byte[] body() {
        return next(bodies);
    }

    private byte[] next(List<Template> templates) {
        int round = next / (REPEATED * repeats);
        int number = repeats == 1 ? next : round * REPEATED + next % REPEATED;
        next++;
        if (number >= PERSONS) {
            throw new IllegalStateException("there are no more persons");
        }
        return templates.get(number % templates.size()).of(number);
    }

    private static List<String> samples() {
        try (InputStream stream = LeadSource.class.getResourceAsStream(SAMPLES)) {
            if (stream == null) {
                throw new IllegalStateException(SAMPLES + " is missing");
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes with places for digits. */
    private static final class Template {

        private final byte[] bytes;
        private final List<Integer> numbers;
        private final List<Integer> phones;

        private Template(String text) {
            String ascii = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            this.bytes = ascii.getBytes(StandardCharsets.ISO_8859_1);
            this.numbers = places(ascii, NUMBER);
            this.phones = places(ascii, PHONE);
        }

        private static List<Integer> places(String text, String mark) {
            List<Integer> places = new ArrayList<>();
            for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) {
                places.add(at);
            }
            return places;
        }

        private byte[] of(int number) {
            byte[] copy = bytes.clone();
            numbers.forEach(at -> write(copy, at, NUMBER.length(), number));
            phones.forEach(at -> write(copy, at, PHONE.length(), FIRST_PHONE + number));
            return copy;
        }

        private static void write(byte[] into, int at, int digits, long number) {
            long rest = number;
            for (int i = at + digits - 1; i >= at; i--) {
                into[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
    }
}
