package io.leadservice.config;

import java.nio.file.Path;

/**
 * Mutual TLS of the event bus between nodes. Names are not checked on it, so whoever has a certificate of the CA is a node.
 *
 * @param certificate a PEM file of this node's certificate and those between it and the CA
 * @param key a PEM file of its private key (PKCS 8)
 * @param ca a PEM file of the private CA whose certificates are let in, and no other's
 */
public record BusTlsConfig(Path certificate, Path key, Path ca) {}
