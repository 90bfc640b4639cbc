package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.lead.Finding;
import io.leadservice.lead.Severity;
import io.leadservice.resilience.CallFailure;
import io.leadservice.resilience.CallFailure.Reason;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAnswerTest {

    private final ServiceAnswer answers = new ServiceAnswer();

    @Test
    void takesCodeSeverityAndFieldAndNoMessage() {
        Verdict verdict = read("{'isValid':false,'validationResults':[{'code':'Email.Undeliverable','severity':'ERROR',"
                + "'field':'contactInfo.email','message':'ann@example.com bounces'}]}");

        assertThat(verdict.findings(true))
                .containsExactly(new Finding(
                        "service.email.undeliverable",
                        Severity.REJECT,
                        "/contact_info/email",
                        "the validation service found email.undeliverable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.com",
                "Ann Lee",
                "+13197686991",
                "code.3197686991",
                "",
                "{}",
                "0123",
                "a.very.long.code.that.goes.on.and.on.and.on.and.on.until.it.is.too.long"
            })
    void takesNoCodeThatMayBeSomethingElse(String code) {
        Verdict verdict = read("{'isValid':true,'validationResults':[{'code':'" + code + "'}]}");

        assertThat(verdict.results()).containsExactly(new Verdict.Result("unspecified", false, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "email, /contact_info/email",
        "contactInfo.phone, /contact_info/phone",
        "/addressInfo/zip, /contact_info/address/zip",
        "contactInfo.firstName, /contact_info/firstName",
        "insuranceInfo.vertical, /vertical",
        "ann@example.com, ''",
        "'', ''"
    })
    void takesAFieldThatIsKnown(String field, String pointer) {
        Verdict verdict = read("{'isValid':true,'validationResults':[{'code':'odd','field':'" + field + "'}]}");

        assertThat(verdict.results()).containsExactly(new Verdict.Result("odd", false, pointer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "not json",
                "{'isValid':'yes','validationResults':[]}",
                "{'isValid':NaN,'validationResults':[]}",
                "{'isValid':true,'validationResults':{}}",
                "{'isValid':true,'validationResults':null}",
                "{'isValid':true,'validationResults':['odd']}",
                "{'isValid':true,'validationResults':[null]}",
                "{'isValid':true,'validationResults':[]} and more",
                "{'isValid':true,'validationResults':["
            })
    void refusesAnotherShape(String answer) {
        assertThatThrownBy(() -> read(answer))
                .isInstanceOfSatisfying(
                        CallFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.BAD_ANSWER));
    }

    @Test
    void refusesADocumentThatIsTooDeep() {
        String deep = "[".repeat(20_000);

        assertThatThrownBy(() -> read("{'isValid':true,'validationResults':" + deep))
                .isInstanceOf(CallFailure.class);
    }

    @Test
    void boundsHowManyResultsItTakesAndTakesEachOnce() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            many.append("{'code':'code.").append((char) ('a' + i % 26)).append("'},");
        }

        Verdict verdict = read("{'isValid':true,'validationResults':[" + many + "{'code':'last'}]}");

        assertThat(verdict.results()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void leavesOutWhatWasFoundValid() {
        assertThat(read("{'isValid':true,'validationResults':[{'code':'email','isValid':true}]}")
                        .results())
                .isEmpty();
        assertThat(read("{'isValid':true}").results()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "true,  '',                                 false, ''",
        "true,  '{''code'':''x'',''severity'':''error''}', true,  'service.x FLAG'",
        "false, '',                                 false, 'service.invalid FLAG'",
        "false, '',                                 true,  'service.invalid REJECT'",
        "false, '{''code'':''x''}',                 false, 'service.x FLAG'",
        "false, '{''code'':''x''}',                 true,  'service.x FLAG,service.invalid REJECT'",
        "false, '{''code'':''x'',''severity'':''reject''}', true, 'service.x REJECT'",
        "false, '{''code'':''x'',''severity'':''reject''}', false, 'service.x FLAG'",
    })
    void refusesOnlyWhatIsInvalidAndOnlyWhereThatIsWanted(
            boolean valid, String result, boolean rejectInvalid, String expected) {
        Verdict verdict = read("{'isValid':" + valid + ",'validationResults':[" + result + "]}");

        List<String> found = verdict.findings(rejectInvalid).stream()
                .map(finding -> finding.code() + " " + finding.severity())
                .toList();

        assertThat(String.join(",", found)).isEqualTo(expected);
    }

    @Test
    void readsWhatItWritesForTheCache() {
        Verdict verdict = new Verdict(
                false,
                List.of(
                        new Verdict.Result("email.undeliverable", true, "/contact_info/email"),
                        new Verdict.Result("unspecified", false, ""),
                        new Verdict.Result("street.unknown", false, "/contact_info/address/street")));

        assertThat(answers.read(answers.write(verdict))).contains(verdict);
    }

    private Verdict read(String answer) {
        return answers.verdict(Buffer.buffer(answer.replace('\'', '"')));
    }
}
