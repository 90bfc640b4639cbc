package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.util.List;

/** {@code device.ip_bogon}: the address is none that a visitor on the public internet can have. */
final class DeviceIpBogon implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.DEVICE_IP_BOGON,
            "/device_info/ip",
            "not an address of the public internet",
            "send the visitor's address, not that of a proxy or of the form's own network");

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return Envelope.device(lead).get("ip") instanceof String ip
                ? TEXT.brokenIf(!PublicAddress.isPublic(ip.strip()))
                : List.of();
    }
}
