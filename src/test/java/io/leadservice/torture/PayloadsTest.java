package io.leadservice.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PayloadsTest {

    @Test
    void makesTheSameLeadForTheSameSeedAndNumber() {
        assertThat(new Payloads(3).of(42)).isEqualTo(new Payloads(3).of(42));
        assertThat(new Payloads(4).of(42).body())
                .isNotEqualTo(new Payloads(3).of(42).body());
    }

    @Test
    void makesEveryLeadOfAnotherPerson() {
        Payloads payloads = new Payloads(3);
        Set<Object> people = new HashSet<>();
        for (int number = 0; number < 20_000; number++) {
            Payload payload = payloads.of(number);
            people.add(payload.fields().get("email"));
            people.add(payload.fields().get("phone"));
        }
        assertThat(people).hasSize(40_000);
    }

    @Test
    void keepsALeadOutOfItsText() {
        Payload payload = new Payloads(3).of(42);
        assertThat(payload.toString()).doesNotContain((String) payload.fields().get("phone"));
    }
}
