package org.recu.data.folders;

/**
 * The files of one class.
 *
 * @param name of the class
 * @param folder that contains them, relative to that of the split
 * @param files each relative to folder, in order
 */
record ClassFiles(String name, String folder, FileNames files) {

  /** The path of a file relative to the split's folder, with slashes. */
  String path(int index) {
    return folder + "/" + files.get(index);
  }
}
