/** Typed configuration: what every key means, where its value comes from, and what is wrong with it. */
@NullMarked
package io.leadservice.config;

import org.jspecify.annotations.NullMarked;
