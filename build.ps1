#!/usr/bin/env pwsh
# Builds the pipeline when one of its sources is newer than it, then runs it. ./build.ps1 --help lists what it can do.
$ErrorActionPreference = 'Stop'

$script = Get-Item $PSCommandPath
while ($script.LinkTarget) {
  $script = Get-Item ([IO.Path]::GetFullPath($script.LinkTarget, $script.DirectoryName))
}
$root = $script.DirectoryName

$name = if ($IsLinux -or $IsMacOS) { 'dotnet' } else { 'dotnet.exe' }
$places = @()
if ($env:DOTNET_ROOT) { $places += Join-Path $env:DOTNET_ROOT $name }
$command = Get-Command dotnet -ErrorAction SilentlyContinue
if ($command) { $places += $command.Source }
if ($env:ProgramFiles) { $places += Join-Path $env:ProgramFiles 'dotnet' $name }
$dotnet = $places | Where-Object { Test-Path $_ } | Select-Object -First 1
if (-not $dotnet) {
  [Console]::Error.WriteLine('The .NET 10 SDK was not found. Install it (https://dot.net), or name its folder in DOTNET_ROOT.')
  exit 1
}

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$output = Join-Path $root 'artifacts/bin/Milestone.Build/release'
$stamp = Join-Path $output '.built'

$sources = @(Get-ChildItem (Join-Path $root 'build') -Recurse) +
  @('Directory.Build.props', 'Directory.Packages.props', 'global.json' | ForEach-Object { Get-Item (Join-Path $root $_) })
$current = (Test-Path $stamp) -and
  -not ($sources | Where-Object { $_.LastWriteTimeUtc -gt (Get-Item $stamp -Force).LastWriteTimeUtc })
if (-not $current) {
  if (-not [Console]::IsErrorRedirected) { [Console]::Error.WriteLine('Building the pipeline, which takes a moment ...') }
  $started = [DateTime]::UtcNow
  $locked = if ($env:CI -eq 'true') { @('-p:RestoreLockedMode=true') } else { @() }
  # The analysers are left to Compile, which builds this project with all others: here they would only make everybody wait.
  $log = & $dotnet build (Join-Path $root 'build/Milestone.Build.csproj') --configuration Release --verbosity quiet --nologo --consoleLoggerParameters:NoSummary -p:RunAnalyzers=false @locked 2>&1
  if ($LASTEXITCODE -ne 0) {
    $log | ForEach-Object { [Console]::Error.WriteLine($_) }
    exit 1
  }
  Set-Content $stamp ''
  (Get-Item $stamp -Force).LastWriteTimeUtc = $started
}

& $dotnet (Join-Path $output 'Milestone.Build.dll') @args
exit $LASTEXITCODE
