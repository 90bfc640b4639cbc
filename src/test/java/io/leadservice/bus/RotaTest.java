package io.leadservice.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RotaTest {

    @Test
    void givesEachNodeAsManyTurnsAsItHasInstances() {
        List<String> order = Rota.order(new TreeMap<>(Map.of("a", 1, "b", 4, "c", 4)));

        assertThat(order).hasSize(9);
        assertThat(Collections.frequency(order, "a")).isEqualTo(1);
        assertThat(Collections.frequency(order, "b")).isEqualTo(4);
        assertThat(Collections.frequency(order, "c")).isEqualTo(4);
    }

    @Test
    void mixesThem() {
        assertThat(Rota.order(new TreeMap<>(Map.of("a", 1, "b", 3)))).containsExactly("b", "a", "b", "b");
        assertThat(Rota.order(new TreeMap<>(Map.of("a", 2, "b", 2)))).containsExactly("a", "b", "a", "b");
    }

    @Test
    void knowsNobodyForWhatNobodyServes() {
        Rota rota = new Rota(Map.of("a", Map.of("stage.scoring", 2), "b", Map.of()));

        assertThat(rota.next("stage.publishing", node -> true)).isEmpty();
        assertThat(rota.next("stage.scoring", node -> !node.equals("a"))).isEmpty();
        assertThat(rota.next("stage.scoring", node -> true)).isEqualTo(Optional.of("a"));
    }

    @Test
    void looksAtEachNodeThoughOthersSearchMeanwhile() {
        // Given
        Rota rota = new Rota(Map.of("a", Map.of("stage.scoring", 1), "b", Map.of("stage.scoring", 1)));
        List<String> seen = new ArrayList<>();
        // When
        Optional<String> found = rota.next("stage.scoring", node -> {
            seen.add(node);
            rota.next("stage.scoring", other -> true);
            return false;
        });
        // Then
        assertThat(found).isEmpty();
        assertThat(seen).containsExactlyInAnyOrder("a", "b");
    }
}
