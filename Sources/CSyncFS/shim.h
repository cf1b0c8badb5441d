#pragma once
/* syncfs(2). The C library declares it only for programs that ask for its GNU extensions, which Swift's module
   for the C library doesn't. */
int syncfs(int fd);
