package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ServiceRequestTest {

    private static final String WITH_SSN =
            Samples.changed("\"dateOfBirth\":", "\"ssn\":\"212-09-7694\",\"own\":\"field\",\"dateOfBirth\":");

    @Test
    void asksInTheShapeOfTheContract() {
        JsonObject body = body(Samples.CLEAN, true);

        assertThat(body).isEqualTo(new JsonObject("""
                        {"requestId":"lead-1",
                         "contactInfo":{"firstName":"Ann","lastName":"Rivera","email":"ann.rivera@example.com",
                           "phone":"+13197686991","dateOfBirth":"1990-08-17"},
                         "addressInfo":{"street":"8314 Lake St","city":"Martensdale","state":"IA","zip":"50160"},
                         "insuranceInfo":{"vertical":"AUTO","vehicleYear":2012,"make":"Honda","model":"Civic"}}"""));
    }

    @Test
    void sendsNeitherTheSocialSecurityNumberNorUnknownFields() {
        assertThat(body(WITH_SSN, true).encode()).doesNotContain("212-09-7694", "own", "field");
    }

    @Test
    void keepsTheFieldsOfTheVerticalBackWhereThatIsWanted() {
        assertThat(body(Samples.CLEAN, false).getJsonObject("insuranceInfo"))
                .isEqualTo(new JsonObject().put("vertical", "AUTO"));
    }

    @Test
    void isTheSameForTheSamePersonHoweverItWasWritten() {
        String other = Samples.CLEAN
                .replace("\"vehicleYear\":2012,\"make\":\"Honda\"", "\"make\":\"Honda\",\"vehicleYear\":2012")
                .replace("+1 319-768-6991", "(319) 768-6991")
                .replace("ann.rivera@", "Ann.Rivera@");

        assertThat(request(other, true).content())
                .isEqualTo(request(Samples.CLEAN, true).content());
    }

    @Test
    void showsNothingPersonal() {
        assertThat(request(Samples.CLEAN, true)).hasToString("ServiceRequest[lead-1]");
    }

    private static JsonObject body(String document, boolean withVerticalData) {
        return new JsonObject(request(document, withVerticalData).body());
    }

    private static ServiceRequest request(String document, boolean withVerticalData) {
        return ServiceRequest.of(Samples.wellFormed(document), withVerticalData);
    }
}
