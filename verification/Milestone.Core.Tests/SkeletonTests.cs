namespace Milestone.Core.Tests;
