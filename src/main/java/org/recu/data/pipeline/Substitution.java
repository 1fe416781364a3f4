package org.recu.data.pipeline;

/**
 * A record that could not be decoded and its substitute, which depends on seed, epoch and index
 * only.
 *
 * @param index of the bad record in its split
 * @param name of the bad record, such as its file's path
 * @param problem why it could not be decoded
 * @param substituteIndex of the other record
 * @param substitute name of the other record; label and image are its own
 */
public record Substitution(
    int index, String name, String problem, int substituteIndex, String substitute) {}
