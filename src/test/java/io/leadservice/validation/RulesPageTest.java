package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.config.RulesConfig;
import io.leadservice.config.ValidationConfig;
import io.leadservice.lead.RuleCode;
import io.leadservice.lead.Vertical;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Makes docs/rules.md from the rules: {@code mvn test -Dtest=RulesPageTest -Ddocs.write} writes it anew. */
class RulesPageTest {

    private static final Path PAGE = Path.of("docs", "rules.md");

    @Test
    void tellsWhatTheRulesSay() throws IOException {
        if (System.getProperty("docs.write") != null) {
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE).content().isEqualTo(page());
    }

    private static String page() {
        RulesConfig defaults = ValidationConfig.standard().of(Vertical.AUTO);
        Map<RuleCode, RuleText> texts = Stream.concat(
                        RuleSet.load().of(defaults).map(Rule::text), Stream.of(Suppression.TEXT))
                .collect(Collectors.toMap(RuleText::code, Function.identity()));
        return """
                # Rules

                Made from the code by `mvn test -Dtest=RulesPageTest -Ddocs.write`: do not edit it.

                What does not fit the contract is refused with 400 before any rule looks at it. A rule that *rejects* answers
                422, and the lead is kept as REJECTED and announced on `lead.rejected`. A rule that *flags* puts its finding on
                the lead, which is taken with 201. What a rule does is set in `conf/lead-service.yaml` under
                `validation.rules`, and for one vertical under `validation.verticals.<VERTICAL>.rules`; the ages, the age of a
                consent and the length of a session stand beside them.

                | code | by default | looks at | finds | how to mend it |
                |---|---|---|---|---|
                """
                + Stream.of(RuleCode.values())
                        .map(code -> row(code, defaults, texts.get(code)))
                        .collect(Collectors.joining());
    }

    private static String row(RuleCode code, RulesConfig defaults, RuleText text) {
        return "| `%s` | %s | `%s` | %s | %s |%n"
                .formatted(
                        code.wireName(),
                        defaults.actions().get(code).name().toLowerCase(Locale.ROOT),
                        text.pointer(),
                        text.finds(),
                        text.mend());
    }
}
