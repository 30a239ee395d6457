/** The login: who may come in, and the signed tokens that say so afterwards; knows no HTTP. */
@NullMarked
package org.dragonfork.server.auth;

import org.jspecify.annotations.NullMarked;
