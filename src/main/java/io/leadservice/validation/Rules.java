package io.leadservice.validation;

import io.leadservice.config.RulesConfig;
import io.leadservice.config.ValidationConfig;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.Vertical;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * The rules that hold for each vertical in their order, and what they rest on. Safe to share between all instances and
 * threads.
 */
public final class Rules {

    /** Read once for a process, by the first who asks. */
    private static final class Bundled {

        private static final RuleSet RULES = RuleSet.load();
        private static final Enricher ENRICHER = Enricher.load();
    }

    private final Enricher enricher;
    private final Map<Vertical, List<ActiveRule>> active;

    private Rules(Enricher enricher, Map<Vertical, List<ActiveRule>> active) {
        this.enricher = enricher;
        this.active = active;
    }

    /**
     * The rules as configured, with their tables and the phone metadata, which are part of this program. The first call reads
     * them and blocks for some 100 ms: not for an event loop.
     */
    public static Rules load(ValidationConfig config) {
        RuleSet rules = Bundled.RULES;
        Map<Vertical, List<ActiveRule>> active = new EnumMap<>(Vertical.class);
        for (Vertical vertical : Vertical.values()) {
            RulesConfig settings = config.of(vertical);
            active.put(
                    vertical,
                    rules.of(settings)
                            .flatMap(rule -> settings.severity(rule.text().code()).stream()
                                    .map(severity -> new ActiveRule(rule, severity)))
                            .toList());
        }
        return new Rules(Bundled.ENRICHER, active);
    }

    /** Tells which rules apply, and how severely, from others: the same on all nodes of the same program and settings. */
    String version() {
        String all = active.entrySet().stream()
                .map(entry -> entry.getKey() + "="
                        + entry.getValue().stream().map(ActiveRule::name).toList())
                .collect(Collectors.joining(";"));
        CRC32 sum = new CRC32();
        sum.update(all.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", sum.getValue());
    }

    /** Derives facts from a well-formed lead and applies each rule. */
    ValidatedLead apply(Lead lead) {
        Enrichment enrichment = enricher.enrich(lead);
        List<Finding> findings = new ArrayList<>(2);
        for (ActiveRule rule : active.getOrDefault(lead.vertical(), List.of())) {
            rule.addFindings(lead, enrichment, findings);
        }
        return new ValidatedLead(lead, enrichment, findings);
    }
}
