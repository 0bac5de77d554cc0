# What makes a mistake in memory hard to use. The sanitizers have their own checks, which these would hide; so without
# them. https://best.openssf.org/Compiler-Hardening-Guides/Compiler-Options-Hardening-Guide-for-C-and-C++
include(CheckCSourceCompiles)
include(CheckCCompilerFlag)
include(CheckLinkerFlag)
include(CheckPIESupported)
check_pie_supported() # executables are linked with -pie

# The C library warns where it has less than is asked for.
set(CMAKE_REQUIRED_FLAGS "-O2 -Werror -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3")
check_c_source_compiles("#include <stdio.h>\nint main(void) { return 0; }" CFGEN_FORTIFY_3)
unset(CMAKE_REQUIRED_FLAGS)
set(fortify "SHELL:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$<IF:$<BOOL:${CFGEN_FORTIFY_3}>,3,2>")

if(NOT CFGEN_SANITIZE)
    foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection=full)
        string(MAKE_C_IDENTIFIER "CFGEN_HAS${flag}" has)
        check_c_compiler_flag(${flag} ${has})
        if(${has})
            add_compile_options(${flag})
        endif()
    endforeach()
    # It works on what the optimizer knows.
    add_compile_options("$<$<AND:$<COMPILE_LANGUAGE:C>,$<CONFIG:Release,RelWithDebInfo>>:${fortify}>")
    foreach(flag -z,relro -z,now -z,noexecstack)
        string(MAKE_C_IDENTIFIER "CFGEN_HAS${flag}" has)
        check_linker_flag(C "LINKER:${flag}" ${has})
        if(${has})
            add_link_options("LINKER:${flag}")
        endif()
    endforeach()
endif()

# exports(TARGET MAP): shows only the names in the map.
function(exports target map)
    set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${CMAKE_SOURCE_DIR}/${map})
    if(NOT CFGEN_SANITIZE)
        target_link_options(${target} PRIVATE LINKER:--version-script=${CMAKE_SOURCE_DIR}/${map})
    endif()
endfunction()
