# Installs chronic @VERSION@ for one user and puts it on that user's PATH.
#   CHRONIC_PREFIX    the folder to install into, in place of %LOCALAPPDATA%\chronic
#   CHRONIC_RELEASE   where the release's files are, in place of GitHub; a folder will do
#   CHRONIC_KEEP_PATH set to anything, PATH stays as it is

# All in a function, so that half a download does nothing.
function Install-Chronic {
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    $prefix = if ($env:CHRONIC_PREFIX) { $env:CHRONIC_PREFIX } else { Join-Path $env:LOCALAPPDATA 'chronic' }
    $release = if ($env:CHRONIC_RELEASE) { $env:CHRONIC_RELEASE } else { 'https://github.com/@ADDRESS@/releases/download/v@VERSION@' }
    $machine = [System.Runtime.InteropServices.RuntimeInformation]::OSArchitecture
    $target, $sum = switch ($machine) {
        'X64' { 'x86_64-pc-windows-msvc', '@SHA256 x86_64-pc-windows-msvc@' }
        'Arm64' { 'aarch64-pc-windows-msvc', '@SHA256 aarch64-pc-windows-msvc@' }
        default { throw "There is no binary for this machine ($machine). With Rust, this builds one: cargo install chronic-absence" }
    }
    $name = "chronic-@VERSION@-$target"

    $temporary = Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName())
    New-Item -ItemType Directory -Path $temporary | Out-Null
    try {
        $archive = Join-Path $temporary 'archive.zip'
        if (Test-Path -LiteralPath $release -PathType Container) {
            Copy-Item -LiteralPath (Join-Path $release "$name.zip") -Destination $archive
        } else {
            # What Windows PowerShell 5 would not use by itself.
            [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
            Invoke-WebRequest -UseBasicParsing -Uri "$release/$name.zip" -OutFile $archive
        }
        $found = (Get-FileHash -Algorithm SHA256 -LiteralPath $archive).Hash.ToLowerInvariant()
        if ($found -ne $sum) {
            throw "$name.zip isn't what was released: its checksum is $found and should be $sum. Nothing was installed. Try again, and report it if it happens twice."
        }
        Expand-Archive -LiteralPath $archive -DestinationPath $temporary
        $bin = Join-Path $prefix 'bin'
        New-Item -ItemType Directory -Force -Path $bin | Out-Null
        Copy-Item -Force -LiteralPath (Join-Path (Join-Path $temporary $name) 'chronic.exe') -Destination $bin
    } finally {
        Remove-Item -Recurse -Force -LiteralPath $temporary
    }
    Write-Output "Installed chronic @VERSION@ as $(Join-Path $bin 'chronic.exe')."

    $path = [Environment]::GetEnvironmentVariable('Path', 'User')
    if (-not $env:CHRONIC_KEEP_PATH -and ($path -split ';') -notcontains $bin) {
        [Environment]::SetEnvironmentVariable('Path', "$bin;$path", 'User')
        Write-Output "Added $bin to your PATH. Open a new window to call it: chronic --version"
    }
}

Install-Chronic
