package io.leadservice.cli.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * A file of leads, one JSON object a line, read line by line at every pass, so that its size does not matter.
 *
 * @param path the file
 * @param leads how many it holds
 * @param duplicates how many of them repeat an earlier person
 */
record LeadFile(Path path, long leads, long duplicates) {

    /** Receives a lead and may wait for its turn. */
    interface Sink {
        void accept(LabelledLead lead) throws InterruptedException;
    }

    /**
     * Reads the whole file once, so that nothing is sent of a file with a fault.
     *
     * @throws IllegalArgumentException saying what is wrong with the file, or with which line
     */
    static LeadFile check(Path path) throws InterruptedException {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(path + " does not exist");
        }
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(path + " is no file");
        }
        long[] counts = new long[2];
        new LeadFile(path, 0, 0).forEach(lead -> true, lead -> counts[lead.duplicate() ? 1 : 0]++);
        return new LeadFile(path, counts[0] + counts[1], counts[1]);
    }

    /** Passes the chosen leads on, in the order of the file; blank lines are no leads. */
    void forEach(Predicate<LabelledLead> chosen, Sink sink) throws InterruptedException {
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            int number = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                LabelledLead lead = text.isBlank() ? null : parse(number, text);
                if (lead != null && chosen.test(lead)) {
                    sink.accept(lead);
                }
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(path + " is not UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " cannot be read", e);
        }
    }

    private LabelledLead parse(int number, String text) {
        try {
            return LabelledLead.parse(number, text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ", " + e.getMessage(), e);
        }
    }
}
