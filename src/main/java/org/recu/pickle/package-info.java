/**
 * Python's pickles, read as data.
 *
 * <p>A pickle is a program for a small stack machine, and may call anything that Python can import.
 * {@link org.recu.pickle.PickleReader} runs only the part of it that builds values; which names it
 * may call is a closed list, a {@link org.recu.pickle.PickleVocabulary}, and each of them makes a
 * plain value here. Time and memory are bounded by the length of the pickle.
 */
package org.recu.pickle;
