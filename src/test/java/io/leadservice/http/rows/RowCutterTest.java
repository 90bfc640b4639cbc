package io.leadservice.http.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rows cut from a batch are the same wherever its pieces are cut. */
class RowCutterTest {

    private static final int LONGEST = 40;

    @Property
    void cutsTheSameRowsFromAnyText(@ForAll("texts") String text, @ForAll long seed) {
        for (IntFunction<RowCutter> form : List.<IntFunction<RowCutter>>of(RowCutter::lines, RowCutter::array)) {
            assertThat(inPieces(form.apply(LONGEST), text, seed)).isEqualTo(whole(form.apply(LONGEST), text));
        }
    }

    @Property
    void cutsEveryElementAsItStands(@ForAll("elements") List<String> elements, @ForAll long seed) {
        String array = elements.stream().collect(Collectors.joining(" ,\r\n", " [ ", "\t]\n"));

        assertThat(inPieces(RowCutter.array(LONGEST), array, seed)).isEqualTo(elements);
    }

    @Property
    void cutsEveryLineThatIsNotBlank(@ForAll("elements") List<String> elements, @ForAll long seed) {
        List<String> lines =
                elements.stream().filter(line -> !line.contains("\n")).toList();
        String text = lines.stream().map(line -> "\n \n" + line).collect(Collectors.joining());

        assertThat(inPieces(RowCutter.lines(LONGEST), text, seed)).isEqualTo(lines);
    }

    @Example
    void keepsTheOthersOfARowThatIsTooLong() {
        String longOne = "\"" + "x".repeat(LONGEST - 1) + "\"";
        String fitting = "\"" + "y".repeat(LONGEST - 2) + "\"";

        assertThat(whole(RowCutter.lines(LONGEST), "1\n" + longOne + "\n" + fitting))
                .containsExactly("1", "too long", fitting);
        assertThat(whole(RowCutter.array(LONGEST), "[1," + longOne + "," + fitting + "]"))
                .containsExactly("1", "too long", fitting);
    }

    @Example
    void tellsWhereAnArrayBreaksAndKeepsWhatCameBefore() {
        assertThat(array("{}")).containsExactly("1 expects [");
        assertThat(array("")).containsExactly("1 expects [");
        assertThat(array("[")).containsExactly("2 expects a lead or ]");
        assertThat(array("[1")).containsExactly("3 expects the rest of a lead");
        assertThat(array("[1,")).containsExactly("1", "4 expects a lead");
        assertThat(array("[1,]")).containsExactly("1", "4 expects a lead");
        assertThat(array("[,1]")).containsExactly("2 expects a lead or ]");
        assertThat(array("[1 2]")).containsExactly("1", "4 expects , or ]");
        assertThat(array("[{\"a\":]}]")).containsExactly("{\"a\":]", "8 expects , or ]");
        assertThat(array("[{\"a\":\"b}]")).containsExactly("11 expects the rest of a lead");
        assertThat(array("[1]x[2]")).containsExactly("1", "4 expects nothing");
        assertThat(array("[1] \n")).containsExactly("1");
        assertThat(array("[]")).isEmpty();
    }

    @Example
    void takesBracketsAndQuotesInStringsForText() {
        String element = "{\"a\":\"]}\\\"\\\\\",\"b\":[[{}],\"[\"]}";

        assertThat(array("[" + element + "," + element + "]")).containsExactly(element, element);
    }

    private static List<String> array(String text) {
        List<String> cuts = whole(RowCutter.array(LONGEST), text);
        for (int seed = 0; seed < 20; seed++) {
            assertThat(inPieces(RowCutter.array(LONGEST), text, seed)).isEqualTo(cuts);
        }
        return cuts;
    }

    private static List<String> whole(RowCutter cutter, String text) {
        List<String> cuts = new ArrayList<>();
        cutter.feed(text.getBytes(StandardCharsets.UTF_8));
        drain(cutter, cuts);
        cutter.end();
        drain(cutter, cuts);
        return cuts;
    }

    private static List<String> inPieces(RowCutter cutter, String text, long seed) {
        Random random = new Random(seed);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> cuts = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + random.nextInt(4));
            cutter.feed(Arrays.copyOfRange(bytes, from, to));
            drain(cutter, cuts);
            from = to;
        }
        cutter.end();
        drain(cutter, cuts);
        return cuts;
    }

    private static void drain(RowCutter cutter, List<String> into) {
        for (Optional<Cut> cut = cutter.next(); cut.isPresent(); cut = cutter.next()) {
            into.add(shown(cut.get()));
        }
    }

    private static String shown(Cut cut) {
        if (cut instanceof Cut.Row row) {
            return new String(row.content().content(), StandardCharsets.UTF_8);
        }
        return cut instanceof Cut.Broken broken ? broken.position() + " expects " + broken.expected() : "too long";
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("[]{},:\"\\ \n\r1aé").ofMaxLength(60);
    }

    @Provide
    Arbitrary<List<String>> elements() {
        return Arbitraries.of(
                        "{}",
                        "[]",
                        "1",
                        "null",
                        "\"\"",
                        "\"a,]}\"",
                        "\"\\\\\"",
                        "\"\\\"\"",
                        "{\"a\":[1,2,{\"b\":\"}\"}]}",
                        "{ \"é\" : \"\\u005d\" }",
                        "{\"a\"\n:1}",
                        "tru",
                        "{\"a\" 1}")
                .list()
                .ofMaxSize(12);
    }
}
