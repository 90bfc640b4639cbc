package io.leadservice.pipeline;

import java.util.List;

/** Asks for entries to be appended to the audit trail; asking twice appends them twice. */
public record RecordAudit(List<AuditEntry> entries) {
    public RecordAudit {
        entries = List.copyOf(entries);
    }
}
