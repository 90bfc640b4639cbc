/** The registry of models: which there are, which are in use, and who changed that. */
@NullMarked
package io.leadservice.registry;

import org.jspecify.annotations.NullMarked;
