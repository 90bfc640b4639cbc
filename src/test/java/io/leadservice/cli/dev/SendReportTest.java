package io.leadservice.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SendReportTest {

    private final SendReport report = new SendReport();

    @Test
    void countsStatusesAndShowsLatencies() {
        for (int millis = 1; millis <= 100; millis++) {
            report.answer(plain(millis), millis == 100 ? 503 : 201, "{}", TimeUnit.MILLISECONDS.toNanos(millis));
        }

        assertThat(report.text())
                .containsPattern("(?m)^201 +99$")
                .containsPattern("(?m)^503 +1$")
                .containsPattern("p50 50\\.\\d ms +p90 90\\.\\d ms +p99 99\\.\\d ms +max 100\\.\\d ms")
                .contains("1 without the expected answer, in lines 100");
        assertThat(report.asExpected()).isFalse();
    }

    @Test
    void setsWhatIsExpectedAgainstWhatCame() {
        report.answer(row(1, "clean", 201), 201, "{}", 1);
        report.answer(row(2, "clean", 201), 400, "{}", 1);
        report.answer(row(3, "malformed", 400), 400, "{}", 1);
        report.error(row(4, "malformed", 400));

        assertThat(report.text())
                .containsPattern("(?m)^clean +2 +1$")
                .containsPattern("(?m)^malformed +2 +1$")
                .containsPattern("(?m)^errors +1$")
                .contains("2 without the expected answer, in lines 2, 4");
    }

    @Test
    void isAsExpectedOnlyWithoutADifference() {
        report.answer(row(1, "clean", 201), 201, "{}", 1);
        report.answer(plain(2), 201, "{}", 1);
        assertThat(report.asExpected()).isTrue();
        assertThat(report.text()).doesNotContain("without the expected answer");

        report.answer(plain(3), 429, "{}", 1);
        assertThat(report.asExpected()).isFalse();
    }

    @Test
    void namesTheFirstLinesThatDifferHoweverManyThereAre() {
        for (int line = 1_000; line >= 1; line--) {
            report.error(plain(line));
        }

        assertThat(report.text()).contains("1000 without the expected answer, in lines 1, 2, 3,", "19, 20 …");
    }

    @Test
    void hasATextWhenNothingWasAnswered() {
        assertThat(report.text()).contains("errors").doesNotContain("latency");
    }

    private static LabelledLead plain(int line) {
        return LabelledLead.parse(line, "{}");
    }

    private static LabelledLead row(int line, String label, int status) {
        return LabelledLead.parse(
                line, "{\"case\":\"" + label + "\",\"expect\":{\"http\":" + status + "},\"lead\":{}}");
    }
}
