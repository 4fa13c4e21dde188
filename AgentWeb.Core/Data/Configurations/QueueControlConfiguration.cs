using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class QueueControlConfiguration : IEntityTypeConfiguration<QueueControl>
{
    public void Configure(EntityTypeBuilder<QueueControl> builder) => builder.Property(c => c.Id).ValueGeneratedNever();
}
