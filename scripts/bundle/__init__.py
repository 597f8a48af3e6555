"""The folder for a stick: which wheels it holds, its bill of materials and licences, its scripts, how it is put together."""
