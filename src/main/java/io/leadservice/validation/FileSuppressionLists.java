package io.leadservice.validation;

import io.leadservice.config.SuppressionConfig;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Suppression lists from files, held in memory at eight bytes an entry. A file has one hash a line, 64 hexadecimal digits;
 * blank lines and lines that begin with # count for nothing. Safe to share between threads.
 */
public final class FileSuppressionLists implements SuppressionLists {

    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int PREFIX_DIGITS = 16;
    private static final int HEXADECIMAL = 16;

    private final SuppressionHash hash;
    private final Map<String, long[]> lists;

    private FileSuppressionLists(SuppressionHash hash, Map<String, long[]> lists) {
        this.hash = hash;
        this.lists = lists;
    }

    /**
     * Reads the files. Blocks.
     *
     * @throws IllegalArgumentException naming the file and the line that is no hash
     */
    public static SuppressionLists load(SuppressionConfig config) {
        if (config.files().isEmpty()) {
            return NONE;
        }
        Map<String, long[]> lists = new TreeMap<>();
        config.files().forEach((name, file) -> lists.put(name, read(file)));
        return new FileSuppressionLists(new SuppressionHash(config.hmacKey()), lists);
    }

    @Override
    public Future<Optional<String>> holder(String email, Optional<String> phone) {
        long emailHash = hash.of(email);
        Optional<Long> phoneHash = phone.map(hash::of);
        for (Map.Entry<String, long[]> list : lists.entrySet()) {
            if (holds(list.getValue(), emailHash)
                    || phoneHash.filter(value -> holds(list.getValue(), value)).isPresent()) {
                return Future.succeededFuture(Optional.of(list.getKey()));
            }
        }
        return Future.succeededFuture(Optional.empty());
    }

    private static boolean holds(long[] list, long prefix) {
        return Arrays.binarySearch(list, prefix) >= 0;
    }

    private static long[] read(Path file) {
        int[] number = {0};
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .peek(line -> number[0]++)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .mapToLong(line -> prefix(file, number[0], line))
                    .sorted()
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException("the suppression list " + file + " cannot be read", e);
        }
    }

    private static long prefix(Path file, int number, String line) {
        if (!HASH.matcher(line).matches()) {
            throw new IllegalArgumentException(
                    "line " + number + " of the suppression list " + file + " is not 64 hexadecimal digits");
        }
        return Long.parseUnsignedLong(line.substring(0, PREFIX_DIGITS), HEXADECIMAL);
    }
}
