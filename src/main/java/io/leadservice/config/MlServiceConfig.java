package io.leadservice.config;

import io.leadservice.lead.Vertical;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The outside ML service.
 *
 * @param service where it is and how far it is trusted; the path may hold <code>{vertical}</code>
 * @param protocol how it is asked
 * @param modelVersion the version of the model behind the URL: a new one leaves cached scores behind
 * @param sendPersonalData whether contact and vertical data go out beside the features, where the protocol has room
 */
public record MlServiceConfig(
        OutsideServiceConfig service, MlProtocol protocol, String modelVersion, boolean sendPersonalData) {

    /** What is posted to for the leads of a vertical; none without a URL. */
    public Optional<URI> endpoint(Vertical vertical) {
        return service.endpoint(
                service.path().replace("{vertical}", vertical.name().toLowerCase(Locale.ROOT)));
    }
}
