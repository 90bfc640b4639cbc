package io.leadservice.pipeline;

import io.leadservice.lead.Bytes;
import java.util.Optional;

/** A model's file; empty if there is none. */
public record ModelContent(Optional<Bytes> content) {}
