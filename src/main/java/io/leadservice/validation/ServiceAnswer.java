package io.leadservice.validation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leadservice.resilience.CachingCall;
import io.leadservice.resilience.CallFailure;
import io.leadservice.resilience.CallFailure.Reason;
import io.leadservice.validation.Verdict.Result;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the answer {@code {isValid, validationResults[]}} and writes the form of it that the cache keeps.
 *
 * <p>Of each result the code, the severity and the field are taken over and nothing else: a message may repeat what was
 * sent. A code that does not look like one becomes {@code unspecified}, a field that is not known is left out.
 */
final class ServiceAnswer implements CachingCall.Form<Verdict> {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Words with dots, dashes or underscores; no digit runs, which could be a phone number. */
    private static final Pattern CODE = Pattern.compile("(?!.*\\d{3})[a-zA-Z][a-zA-Z0-9._-]{0,59}");

    private static final Set<String> GRAVE = Set.of("reject", "error", "critical", "fatal", "high");
    private static final Map<String, String> POINTERS = Map.ofEntries(
            Map.entry("firstname", "/contact_info/firstName"),
            Map.entry("lastname", "/contact_info/lastName"),
            Map.entry("email", "/contact_info/email"),
            Map.entry("phone", "/contact_info/phone"),
            Map.entry("dateofbirth", "/contact_info/dateOfBirth"),
            Map.entry("address", "/contact_info/address"),
            Map.entry("street", "/contact_info/address/street"),
            Map.entry("city", "/contact_info/address/city"),
            Map.entry("state", "/contact_info/address/state"),
            Map.entry("zip", "/contact_info/address/zip"),
            Map.entry("vertical", "/vertical"));

    /** @throws CallFailure as BAD_ANSWER if it is not what the contract says */
    Verdict verdict(Buffer answer) {
        return read(answer).orElseThrow(() -> new CallFailure(Reason.BAD_ANSWER, "the answer has another shape"));
    }

    @Override
    public Optional<Verdict> read(Buffer answer) {
        try {
            JsonNode document = JSON.readTree(answer.getBytes());
            JsonNode valid = document.path("isValid");
            JsonNode results = document.path("validationResults");
            boolean fits = valid.isBoolean() && (results.isArray() || results.isMissingNode());
            return fits ? results(results).map(found -> new Verdict(valid.booleanValue(), found)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Buffer write(Verdict verdict) {
        List<Map<String, String>> results = verdict.results().stream()
                .map(result -> Map.of(
                        "code",
                        result.code(),
                        "severity",
                        result.grave() ? "reject" : "flag",
                        "field",
                        result.pointer()))
                .toList();
        try {
            return Buffer.buffer(
                    JSON.writeValueAsBytes(Map.of("isValid", verdict.valid(), "validationResults", results)));
        } catch (IOException e) {
            throw new IllegalStateException("a verdict does not become JSON", e);
        }
    }

    /** Empty if one of them is no object. A result that says of itself that it is valid is no finding. */
    private static Optional<List<Result>> results(JsonNode array) {
        List<Result> results = new ArrayList<>();
        for (JsonNode result : array) {
            if (!result.isObject()) {
                return Optional.empty();
            }
            if (!result.path("isValid").asBoolean(false)) {
                results.add(result(result));
            }
        }
        return Optional.of(results);
    }

    private static Result result(JsonNode result) {
        String code = result.path("code").asText("");
        String severity = result.path("severity").asText("").toLowerCase(Locale.ROOT);
        return new Result(
                CODE.matcher(code).matches() ? code.toLowerCase(Locale.ROOT) : "unspecified",
                GRAVE.contains(severity),
                pointer(result.path("field").asText("")));
    }

    /** Takes {@code email}, {@code contactInfo.email} and {@code /contactInfo/email} alike. */
    private static String pointer(String field) {
        String name = field.substring(Math.max(field.lastIndexOf('.'), field.lastIndexOf('/')) + 1);
        return POINTERS.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
}
