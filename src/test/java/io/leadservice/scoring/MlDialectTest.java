package io.leadservice.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.Vertical;
import io.leadservice.resilience.CallFailure;
import io.leadservice.resilience.CallFailure.Reason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlDialectTest {

    private static final MlDialect PLATFORM = new PlatformDialect(false);
    private static final MlDialect OPEN_INFERENCE = new OpenInferenceDialect();
    private static final MlDialect MLFLOW = new MlflowDialect();

    private static final ScorableLead LEAD = scorable(SampleLeads.plain(
            Vertical.AUTO, Map.of("vehicleYear", 2012L, "make", "Honda", "vin", "1HGCM82633A004352"), "phone.invalid"));

    @Test
    void asksThePlatformWithFeaturesAndWhatIsNotPersonal() {
        JsonObject body = body(PLATFORM, LEAD);

        assertThat(body.fieldNames()).containsExactlyInAnyOrder("vertical", "lead_data");
        assertThat(body.getString("vertical")).isEqualTo("AUTO");
        JsonObject data = body.getJsonObject("lead_data");
        assertThat(data.getString("state")).isEqualTo("IA");
        assertThat(data.getString("traffic_source")).isEqualTo("organic");
        assertThat(data.getJsonArray("findings")).containsExactly("phone.invalid");
        assertThat(data.getJsonObject("features").getMap())
                .isEqualTo(
                        new JsonObject(new JsonObject(LEAD.features().values().values()).encode()).getMap());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLATFORM", "OPEN_INFERENCE", "MLFLOW"})
    void sendsNothingPersonal(String dialect) {
        assertThat(body(dialect(dialect), LEAD).encode())
                .doesNotContain("Ann", "Rivera", "ann@example", "3197686991", "1990-08", "50160", "1HGCM82633A004352");
    }

    @Test
    void sendsContactAndVerticalDataWhereThatIsWanted() {
        JsonObject data = body(new PlatformDialect(true), LEAD).getJsonObject("lead_data");

        assertThat(data.getJsonObject("contact_info").getString("email")).isEqualTo("ann@example.com");
        assertThat(data.getJsonObject("vertical_data").getString("vin")).isEqualTo("1HGCM82633A004352");
        assertThat(data.getJsonObject("contact_info").containsKey("ssn")).isFalse();
    }

    @Test
    void asksAnOpenInferenceServerWithATensorForEachFeature() {
        JsonArray inputs = body(OPEN_INFERENCE, LEAD).getJsonArray("inputs");

        assertThat(inputs).hasSize(1 + LEAD.features().values().values().size());
        assertThat(inputs.getJsonObject(0))
                .isEqualTo(new JsonObject(
                        "{\"name\":\"vertical\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"AUTO\"]}"));
    }

    @Test
    void asksMlflowWithARowThatHasEveryColumn() {
        JsonObject row = body(MLFLOW, LEAD).getJsonArray("dataframe_records").getJsonObject(0);

        assertThat(row.fieldNames())
                .contains("vertical")
                .containsAll(FeatureSchema.of(Vertical.AUTO).names());
    }

    @Test
    void asksAboutAnyLead() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            ScorableLead lead = scorable(SampleLeads.any(random));
            for (MlDialect dialect : new MlDialect[] {PLATFORM, new PlatformDialect(true), OPEN_INFERENCE, MLFLOW}) {
                assertThat(body(dialect, lead)).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLATFORM|{'score':0.31,'confidence':0.9,'suggested_price':12.5,'features':{}}|0.31",
                "PLATFORM|{'score':0}|0",
                "PLATFORM|{'score':1}|1",
                "OPEN_INFERENCE|{'outputs':[{'name':'p','datatype':'FP32','shape':[1],'data':[0.31]}]}|0.31",
                "OPEN_INFERENCE|{'outputs':[{'name':'p','datatype':'FP64','shape':[1,2],'data':[0.69,0.31]}]}|0.31",
                "OPEN_INFERENCE|{'outputs':[{'datatype':'FP64','data':[[0.69,0.31]]}]}|0.31",
                "OPEN_INFERENCE|{'outputs':[{'datatype':'INT64','data':[1]},{'datatype':'FP32','data':[0.31]}]}|0.31",
                "MLFLOW|{'predictions':[0.31]}|0.31",
                "MLFLOW|{'predictions':[[0.69,0.31]]}|0.31",
                "MLFLOW|{'predictions':0.31}|0.31"
            })
    void readsTheProbability(String dialect, String answer, double expected) {
        assertThat(dialect(dialect).probability(json(answer))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLATFORM|no json",
                "PLATFORM|{}",
                "PLATFORM|[]",
                "PLATFORM|null",
                "PLATFORM|{'score':null}",
                "PLATFORM|{'score':'0.5'}",
                "PLATFORM|{'score':NaN}",
                "PLATFORM|{'score':1.01}",
                "PLATFORM|{'score':-0.01}",
                "PLATFORM|{'score':1e999}",
                "PLATFORM|{'score':[0.5]}",
                "PLATFORM|{'score':0.5} {'score':0.5}",
                "OPEN_INFERENCE|{}",
                "OPEN_INFERENCE|{'outputs':[]}",
                "OPEN_INFERENCE|{'outputs':{}}",
                "OPEN_INFERENCE|{'outputs':[{'datatype':'INT64','data':[1]}]}",
                "OPEN_INFERENCE|{'outputs':[{'datatype':'FP32','data':[]}]}",
                "OPEN_INFERENCE|{'outputs':[{'datatype':'FP32'}]}",
                "OPEN_INFERENCE|{'outputs':[{'datatype':'FP32','data':[0.1,0.2,0.7]}]}",
                "OPEN_INFERENCE|{'outputs':[{'datatype':'FP32','data':['NaN']}]}",
                "OPEN_INFERENCE|{'outputs':[{'datatype':'FP32','data':[7.5]}]}",
                "OPEN_INFERENCE|{'outputs':[{'datatype':'FP32','data':[-3.2,0.4]}]}",
                "MLFLOW|{}",
                "MLFLOW|{'predictions':[]}",
                "MLFLOW|{'predictions':['A']}",
                "MLFLOW|{'predictions':[null]}",
                "MLFLOW|{'predictions':[NaN]}",
                "MLFLOW|{'predictions':[0.1,0.2,0.3]}",
                "MLFLOW|{'predictions':[2]}",
                "MLFLOW|{'predictions':{'0':0.5}}"
            })
    void refusesWhatIsNoProbability(String dialect, String answer) {
        assertThatThrownBy(() -> dialect(dialect).probability(json(answer)))
                .isInstanceOfSatisfying(
                        CallFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.BAD_ANSWER));
    }

    private static MlDialect dialect(String name) {
        return switch (name) {
            case "PLATFORM" -> PLATFORM;
            case "OPEN_INFERENCE" -> OPEN_INFERENCE;
            default -> MLFLOW;
        };
    }

    private static ScorableLead scorable(ValidatedLead lead) {
        return new ScorableLead(lead, FeatureSchema.of(lead.lead().vertical()).vector(lead));
    }

    private static JsonObject body(MlDialect dialect, ScorableLead lead) {
        return new JsonObject(dialect.request(lead).body());
    }

    private static Buffer json(String text) {
        return Buffer.buffer(text.replace('\'', '"'));
    }
}
