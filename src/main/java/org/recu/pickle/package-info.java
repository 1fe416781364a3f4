/**
 * Reads Python pickles as data.
 *
 * <p>A pickle is a program for a small stack machine, and may call anything that Python can import.
 * {@link org.recu.pickle.PickleReader} runs only the part that builds values. The names that a
 * pickle may call are a closed list, a {@link org.recu.pickle.PickleVocabulary}, and each of them
 * creates a plain value. Time and memory are bounded by the length of the pickle.
 */
package org.recu.pickle;
