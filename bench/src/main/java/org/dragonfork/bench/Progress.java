package org.dragonfork.bench;

/** Is told what is being done, so that a person sees that something is. */
@FunctionalInterface
interface Progress {
    void step(String what);
}
