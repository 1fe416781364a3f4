package org.recu.data.folders;

/**
 * The files of one class.
 *
 * @param name of the class
 * @param folder that they lie in or below, relative to that of the half
 * @param files each relative to folder, in order
 */
record ClassFiles(String name, String folder, FileNames files) {

  /** Where a file is, relative to the half's folder; parts are separated by a slash. */
  String path(int index) {
    return folder + "/" + files.get(index);
  }
}
