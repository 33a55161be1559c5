namespace Milestone.Build.Tests;
