namespace Milestone.Host.Tests;
