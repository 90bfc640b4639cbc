package io.leadservice.pipeline;

import java.util.Optional;

/**
 * Asks persistence for one lead.
 *
 * @param leadId which
 * @param owner only if this client sent it; empty for one who may see all
 * @param reveal whether to decrypt personal data
 */
public record FindLead(String leadId, Optional<String> owner, boolean reveal) {}
