package io.leadservice.config;

import java.nio.file.Path;

/**
 * TLS of the API's own port.
 *
 * @param certificate a PEM file of the certificate and those that signed it
 * @param key a PEM file of its private key (PKCS 8)
 */
public record TlsConfig(Path certificate, Path key) {}
