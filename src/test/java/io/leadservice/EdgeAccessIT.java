package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Nodes whose file of public keys is not there. */
class EdgeAccessIT {

    private static final String NO_FILE = "/no/such/jwks.json";

    @Test
    void startsANodeThatLetsNobodyInWithoutTheKeysOfTokens() throws Exception {
        try (TestNode node = TestNode.setup()
                .instances(0, 1, 1, 1, 1)
                .with("JWKS_FILE", NO_FILE)
                .start()) {
            assertThat(node.metrics()).contains("auth_key_reads_total");
        }
    }

    @Test
    void startsNoEdgeWithoutThem() {
        TestNode.Setup edge = TestNode.setup().instances(1, 1, 1, 1, 1).with("JWKS_FILE", NO_FILE);

        assertThatThrownBy(edge::start).hasStackTraceContaining("auth.jwks-file (JWKS_FILE) is '" + NO_FILE + "'");
    }
}
